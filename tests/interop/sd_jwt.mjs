// In: {"issuer", "holder": private JWK on P-256, "tasks": [...]}, each task {"act": ...} and
//   issue: "claims", "frame"; present: "text", "frame", "nonce", "audience", "issuedAt"
//   verify: "text", "nonce" (absent for a text without key binding), "now" — by @sd-jwt/sd-jwt-vc
//   list: "values", "bits"; values: "list", "bits", "indexes" — by @sd-jwt/jwt-status-list
// Out: for each task the text, list or values, or {"verified": boolean, "errors": [text], "claims"}
import {createHash, randomBytes} from 'node:crypto';
import {StatusList} from '@sd-jwt/jwt-status-list';
import {SDJwtVcInstance} from '@sd-jwt/sd-jwt-vc';
import {compactVerify, importJWK} from 'jose';
import {readInput} from './documents.mjs';

const {issuer, holder, tasks} = await readInput();
const sdJwt = new SDJwtVcInstance({
  hasher: (data, name) => createHash(name.replace('-', '')).update(
    typeof data === 'string' ? data : Buffer.from(data)).digest(),
  hashAlg: 'sha-256',
  saltGenerator: length => randomBytes(length).toString('base64url'),
  signer: await signer(issuer),
  signAlg: 'ES256',
  verifier: verifier(issuer),
  kbSigner: await signer(holder),
  kbSignAlg: 'ES256',
  kbVerifier: (data, signature, {cnf}) => verifier(cnf.jwk)(data, signature)
});
const acts = {issue, present, verify, list, values};
const answers = [];
for(const task of tasks) {
  answers.push(await acts[task.act](task));
}
process.stdout.write(JSON.stringify(answers));

async function issue({claims, frame}) {
  return sdJwt.issue(claims, frame);
}

async function present({text, frame, nonce, audience, issuedAt}) {
  return sdJwt.present(text, frame, {kb: {payload: {iat: issuedAt, aud: audience, nonce}}});
}

async function verify({text, nonce, now}) {
  try {
    const {payload} = await sdJwt.verify(text, {currentDate: now, ...(nonce ? {keyBindingNonce: nonce} : {})});
    return {verified: true, errors: [], claims: payload};
  } catch(error) {
    return {verified: false, errors: [error.message]};
  }
}

function list({values, bits}) {
  return new StatusList(values, bits).compressStatusList();
}

function values({list, bits, indexes}) {
  const found = StatusList.decompressStatusList(list, bits);
  return indexes.map(index => found.getStatus(index));
}

async function signer(jwk) {
  const key = await importJWK(jwk, 'ES256');
  const algorithm = {name: 'ECDSA', hash: 'SHA-256'};
  return async data => Buffer.from(
    await globalThis.crypto.subtle.sign(algorithm, key, Buffer.from(data))).toString('base64url');
}

function verifier({d, ...jwk}) {
  return async (data, signature) => {
    try {
      await compactVerify(`${data}.${signature}`, await importJWK(jwk, 'ES256'));
      return true;
    } catch {
      return false;
    }
  };
}
