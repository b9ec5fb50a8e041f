// In: {"jobs": [job]}, where a job is one of
//       {"act": "present", "credentials", "key": Multikey with its secret half, "challenge", "domain"}
//       {"act": "verify", "presentation", "challenge", "domain"}
//     Credentials are of eddsa-rdfc-2022 or derived ones of ecdsa-sd-2023, presentations of eddsa-rdfc-2022.
// Out: for each job a presentation, or {"verified": boolean, "errors": [text]}
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as selective from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {loader, readInput} from './documents.mjs';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';

const documentLoader = loader();
const acts = {present, verify};
const answers = [];
for(const job of (await readInput()).jobs) {
  answers.push(await acts[job.act](job));
}
process.stdout.write(JSON.stringify(answers));

async function present({credentials, key, challenge, domain}) {
  const pair = await Ed25519Multikey.from(key);
  const presentation = vc.createPresentation(
    {verifiableCredential: credentials, holder: key.controller, version: 2.0});
  const suite = new DataIntegrityProof({signer: pair.signer(), cryptosuite});
  return vc.signPresentation({presentation, suite, challenge, domain, documentLoader});
}

async function verify({presentation, challenge, domain}) {
  const suite = [
    new DataIntegrityProof({cryptosuite}),
    new DataIntegrityProof({cryptosuite: selective.createVerifyCryptosuite()})
  ];
  const result = await vc.verify({presentation, suite, challenge, domain, documentLoader});
  const found = [result.error, result.presentationResult?.error, ...(result.credentialResults ?? []).map(({error}) => error)];
  return {verified: result.verified, errors: found.filter(Boolean).map(({message}) => message)};
}
