// In: [{"kind", "multikey": with both halves, "message": base64url, "signature": base64url or null, "did"}]
// Out: for each {"verified", "signature": ours over the same message, "jwk", "document" of the DID}
import * as Bls from '@digitalbazaar/bls12-381-multikey';
import * as didKey from '@digitalbazaar/did-method-key';
import * as Ecdsa from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519 from '@digitalbazaar/ed25519-multikey';
import {readInput} from './documents.mjs';

const packages = {Ed25519, 'P-256': Ecdsa, 'P-384': Ecdsa, 'P-521': Ecdsa, 'BLS12-381-G2': Bls};
const driver = didKey.driver();
for(const [multibaseMultikeyHeader, {from}] of [['z6Mk', Ed25519], ['zDna', Ecdsa], ['z82L', Ecdsa], ['zUC7', Bls]]) {
  driver.use({multibaseMultikeyHeader, fromMultibase: from});
}

const answers = [];
for(const {kind, multikey, message, signature, did} of await readInput()) {
  const keyPair = await packages[kind].from(multikey);
  const data = Buffer.from(message, 'base64url');
  const answer = {verified: null, signature: null, jwk: null, document: null};
  if(signature) {
    answer.verified = await keyPair.verifier().verify({data, signature: Buffer.from(signature, 'base64url')});
    answer.signature = Buffer.from(await keyPair.signer().sign({data})).toString('base64url');
    answer.jwk = await packages[kind].toJwk({keyPair, secretKey: true});
  }
  answer.document = did && await driver.get({did});
  answers.push(answer);
}
process.stdout.write(JSON.stringify(answers));
