// In: {"credentials": [...], "key": Ed25519VerificationKey2020 with its secret half, "documents": {address: document}}
// Out: the credentials, each signed with Ed25519Signature2020
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import {Ed25519VerificationKey2020} from '@digitalbazaar/ed25519-verification-key-2020';
import * as vc from '@digitalbazaar/vc';
import {loader, readInput} from './documents.mjs';

const {credentials, key, documents} = await readInput();
const documentLoader = loader(documents);
const signed = [];
for(const credential of credentials) {
  const suite = new Ed25519Signature2020({key: await Ed25519VerificationKey2020.from(key)});
  signed.push(await vc.issue({credential, suite, documentLoader}));
}
process.stdout.write(JSON.stringify(signed));
