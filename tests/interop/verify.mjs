// In: {"verifier": "digitalbazaar" | "verifier-core", "credentials": [...], "documents": {address or DID: document}}
// Out: for each credential {"verified": boolean, "errors": [text]}
import {closeNetwork, loader, readInput} from './documents.mjs';

const {verifier, credentials, documents} = await readInput();
closeNetwork(documents);
const verify = verifier === 'digitalbazaar' ? await digitalBazaar() : await verifierCore();
const answers = [];
for(const credential of credentials) {
  answers.push(await verify(credential));
}
process.stdout.write(JSON.stringify(answers));

async function digitalBazaar() {
  const vc = await import('@digitalbazaar/vc');
  const {DataIntegrityProof} = await import('@digitalbazaar/data-integrity');
  const {cryptosuite} = await import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
  const {checkStatus} = await import('@digitalbazaar/vc-bitstring-status-list');
  const documentLoader = loader(documents);
  return async credential => {
    const suite = new DataIntegrityProof({cryptosuite});
    const result = await vc.verifyCredential({
      credential, suite, documentLoader,
      checkStatus: options => checkStatus({...options, suite, documentLoader, verifyBitstringStatusListCredential: true})
    });
    // This library reports the bits and leaves their meaning to its caller.
    const set = (result.statusResult?.results ?? []).filter(({status}) => status);
    return {
      verified: result.verified && !set.length,
      errors: [...messages(result.error), ...set.map(({credentialStatus}) => `${credentialStatus.statusPurpose} is set`)]
    };
  };
}

async function verifierCore() {
  const {verifyCredential} = await import('@digitalcredentials/verifier-core');
  return async credential => {
    const result = await verifyCredential({credential, knownDIDRegistries: []});
    const failed = (result.log ?? []).filter(
      ({id, valid}) => ['valid_signature', 'expiration', 'revocation_status'].includes(id) && valid !== true);
    const signed = (result.log ?? []).some(({id, valid}) => id === 'valid_signature' && valid);
    return {
      verified: signed && !failed.length && !result.errors,
      errors: [...(result.errors ?? []).map(({name, message}) => `${name}: ${message}`), ...failed.map(({id}) => id)]
    };
  };
}

function messages(error) {
  return error ? [error.message, ...(error.errors ?? []).map(inner => inner.message)] : [];
}
