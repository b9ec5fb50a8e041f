// In: tasks, each {"act": ...} and
//   jwsSign: "jwk" (private), "alg", "header", "payload"; jwsVerify: "jwk" (public), "text" — by npm jose
//   vcIssue: "payload", "did", "kid", "jwk" (private), "alg"; vcVerify: "text", "document"; vpVerify: the same and
//   "challenge", "domain" — by did-jwt-vc
// Out: for each task the text, or {"verified": boolean, "errors": [text], "document": what was signed}
import {CompactSign, compactVerify, importJWK} from 'jose';
import {createVerifiableCredentialJwt, verifyCredential, verifyPresentation} from 'did-jwt-vc';
import {readInput} from './documents.mjs';

const acts = {jwsSign, jwsVerify, vcIssue, vcVerify, vpVerify};
const answers = [];
for(const task of await readInput()) {
  answers.push(await acts[task.act](task));
}
process.stdout.write(JSON.stringify(answers));

async function jwsSign({jwk, alg, header, payload}) {
  const key = await importJWK(jwk, alg);
  return new CompactSign(new TextEncoder().encode(payload)).setProtectedHeader({alg, ...header}).sign(key);
}

async function jwsVerify({jwk, alg, text}) {
  return answered(async () => {
    const {payload} = await compactVerify(text, await importJWK(jwk, alg), {algorithms: [alg]});
    return new TextDecoder().decode(payload);
  });
}

async function vcIssue({payload, did, kid, jwk, alg}) {
  const key = await importJWK(jwk, alg);
  // did-jwt signs `header.payload`; a raw signature is what it wants back
  const signer = async data => {
    const {subtle} = globalThis.crypto;
    const name = alg === 'EdDSA' ? {name: 'Ed25519'} : {name: 'ECDSA', hash: 'SHA-256'};
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
    return Buffer.from(await subtle.sign(name, key, bytes)).toString('base64url');
  };
  return createVerifiableCredentialJwt(payload, {did, signer, alg}, {header: {kid}});
}

async function vcVerify({text, document}) {
  return answered(async () => (await verifyCredential(text, resolver(document))).verifiableCredential);
}

async function vpVerify({text, document, challenge, domain}) {
  return answered(async () =>
    (await verifyPresentation(text, resolver(document), {challenge, domain})).verifiablePresentation);
}

function resolver(didDocument) {
  return {resolve: async () => ({didDocument, didDocumentMetadata: {}, didResolutionMetadata: {}})};
}

async function answered(act) {
  try {
    return {verified: true, errors: [], document: await act()};
  } catch(error) {
    return {verified: false, errors: [error.message]};
  }
}
