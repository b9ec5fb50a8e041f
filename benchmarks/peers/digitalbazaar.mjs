// @digitalbazaar/vc and its suites. Every document is at hand; where a credential has a status, the answer is too.
import {readFile} from 'node:fs/promises';

const SUITES = {
  'eddsa-rdfc-2022': ['Ed25519', '@digitalbazaar/ed25519-multikey'],
  'eddsa-jcs-2022': ['Ed25519', '@digitalbazaar/ed25519-multikey'],
  'ecdsa-sd-2023': ['P-256', '@digitalbazaar/ecdsa-multikey'],
  'bbs-2023': ['BLS12-381-G2', '@digitalbazaar/bls12-381-multikey']
};

export async function version() {
  const path = new URL('../../node_modules/@digitalbazaar/vc/package.json', import.meta.url);
  return `@digitalbazaar/vc ${JSON.parse(await readFile(path)).version} on Node ${process.version}`;
}

export async function acts(setup) {
  const vc = await import('@digitalbazaar/vc');
  const {DataIntegrityProof} = await import('@digitalbazaar/data-integrity');
  const documentLoader = loader(setup);
  const checkStatus = async () => ({verified: true});
  const found = {};
  for(const [name, [kind, keys]] of Object.entries(SUITES)) {
    const {method: id, did: controller, publicKeyMultibase, secretKeyMultibase} = setup.keys[kind];
    const {from} = await import(keys);
    const pair = await from({id, type: 'Multikey', controller, publicKeyMultibase, secretKeyMultibase});
    const chosen = await import(`@digitalbazaar/${name}-cryptosuite`);
    // The older packages have one suite for everything, the newer ones one for each act.
    const suite = (act, options, more) => new DataIntegrityProof({
      ...more, cryptosuite: chosen.cryptosuite ?? chosen[`create${act}Cryptosuite`](options)
    });
    const date = setup.now;
    const signing = () => suite('Sign', {mandatoryPointers: setup.mandatory}, {signer: pair.signer(), date});
    found[`${name} issue`] = async text => JSON.stringify(
      await vc.issue({credential: JSON.parse(text), suite: signing(), documentLoader}));
    found[`${name} verify`] = async text => {
      const credential = JSON.parse(text);
      const answer = await vc.verifyCredential({
        credential, suite: suite('Verify', {}), documentLoader, checkStatus, now: new Date(setup.now)
      });
      if(!answer.verified) {
        throw answer.error;
      }
      return '';
    };
    if(!chosen.cryptosuite) {
      found[`${name} derive`] = async text => JSON.stringify(await vc.derive({
        verifiableCredential: JSON.parse(text), documentLoader,
        suite: suite('Disclose', {selectivePointers: setup.shown})
      }));
    }
  }
  return found;
}

function loader({contexts, keys}) {
  const documents = new Map(Object.entries(contexts));
  const context = ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'];
  for(const {did, method: id, publicKeyMultibase} of Object.values(keys)) {
    const method = {id, type: 'Multikey', controller: did, publicKeyMultibase};
    documents.set(id, {'@context': context, ...method});
    documents.set(did, {'@context': context, id: did, verificationMethod: [method], assertionMethod: [id]});
  }
  return async documentUrl => {
    if(!documents.has(documentUrl)) {
      throw new Error(`not at hand: ${documentUrl}`);
    }
    return {contextUrl: null, documentUrl, document: documents.get(documentUrl)};
  };
}
