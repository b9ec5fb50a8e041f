// In: {"issuer": "digitalbazaar" | "digitalcredentials", "credential": {...}, "key": Multikey with its secret half,
//      "documents": {address: document}, further contexts}
// Out: the signed credential
import {loader, readInput} from './documents.mjs';

const {issuer, credential, key, documents} = await readInput();
const family = issuer === 'digitalbazaar' ? '@digitalbazaar' : '@digitalcredentials';
const vc = await import(`${family}/vc`);
const {DataIntegrityProof} = await import(`${family}/data-integrity`);
const {cryptosuite} = await import(`${family}/eddsa-rdfc-2022-cryptosuite`);
const Ed25519Multikey = await import('@digitalbazaar/ed25519-multikey');

const pair = await Ed25519Multikey.from(key);
const suite = new DataIntegrityProof({signer: pair.signer(), cryptosuite});
const signed = await vc.issue({credential, suite, documentLoader: loader(documents)});
process.stdout.write(JSON.stringify(signed));
