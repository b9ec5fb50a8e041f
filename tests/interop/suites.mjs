// In: tasks, each {"act": "issue" | "derive" | "verify", "cryptosuite", "credential"} and
//   to issue: "key", a Multikey with its secret half; "mandatoryPointers" for a suite with selective disclosure
//   to derive: "selectivePointers"; "presentationHeader" (hex)
// Out: for each task the credential, or {"verified": boolean, "errors": [text]}
import {loader, readInput} from './documents.mjs';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as vc from '@digitalbazaar/vc';

const documentLoader = loader();
const KEYS = {
  eddsa: '@digitalbazaar/ed25519-multikey', ecdsa: '@digitalbazaar/ecdsa-multikey',
  bbs: '@digitalbazaar/bls12-381-multikey'
};
const acts = {issue, derive, verify};
const answers = [];
for(const task of await readInput()) {
  answers.push(await acts[task.act](task));
}
process.stdout.write(JSON.stringify(answers));

async function issue({cryptosuite, credential, key, mandatoryPointers}) {
  const {from} = await import(KEYS[cryptosuite.split('-')[0]]);
  const suite = new DataIntegrityProof({
    signer: (await from(key)).signer(), cryptosuite: await make(cryptosuite, 'Sign', {mandatoryPointers})
  });
  return vc.issue({credential, suite, documentLoader});
}

async function derive({cryptosuite, credential, selectivePointers, presentationHeader = ''}) {
  const suite = new DataIntegrityProof({
    cryptosuite: await make(cryptosuite, 'Disclose', {
      selectivePointers, presentationHeader: Uint8Array.from(Buffer.from(presentationHeader, 'hex'))
    })
  });
  return vc.derive({verifiableCredential: credential, suite, documentLoader});
}

async function verify({cryptosuite, credential}) {
  const suite = new DataIntegrityProof({cryptosuite: await make(cryptosuite, 'Verify', {})});
  const {verified, error} = await vc.verifyCredential({credential, suite, documentLoader});
  const errors = error ? [error.message, ...(error.errors ?? []).map(({message}) => message)] : [];
  return {verified, errors};
}

// The older packages have one suite for everything, the newer ones one for each act.
async function make(name, act, options) {
  const found = await import(`@digitalbazaar/${name}-cryptosuite`);
  return found.cryptosuite ?? found[`create${act}Cryptosuite`](options);
}
