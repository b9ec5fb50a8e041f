// The peer: @digitalbazaar/vc. Reads one JSON order per line, answers one JSON line:
// {"do": "issue"|"verify", "document": …, "seconds": n} → {"operations": n, "seconds": CPU seconds, "document": …}
import { createInterface } from 'node:readline';

import * as vc from '@digitalbazaar/vc';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';

const { contexts, key, controller } = JSON.parse(process.env.PEER);
const documents = new Map(Object.entries(contexts));
documents.set(controller.id, controller);
for (const method of controller.verificationMethod) {
  documents.set(method.id, { '@context': controller['@context'], ...method });
}

async function documentLoader(documentUrl) {
  if (!documents.has(documentUrl)) throw new Error(`not at hand: ${documentUrl}`);
  return { contextUrl: null, documentUrl, document: documents.get(documentUrl) };
}

const pair = await Ed25519Multikey.from(key);
const suites = {
  issue: new DataIntegrityProof({ signer: pair.signer(), cryptosuite }),
  verify: new DataIntegrityProof({ cryptosuite }),
};

async function once(what, text) {
  const credential = JSON.parse(text);
  if (what === 'issue') return JSON.stringify(await vc.issue({ credential, suite: suites.issue, documentLoader }));
  const answer = await vc.verifyCredential({ credential, suite: suites.verify, documentLoader });
  if (!answer.verified) throw answer.error;
  return text;
}

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  const before = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  let operations = 0;
  let last = '';
  while (spent() < order.seconds) {
    last = await once(order.do, order.document);
    operations += 1;
  }
  console.log(JSON.stringify({ operations, seconds: spent(), document: last }));
}
