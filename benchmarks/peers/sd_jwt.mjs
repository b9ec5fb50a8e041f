// @sd-jwt/sd-jwt-vc, with the keys of the runtime.
import {createHash, randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';

export async function version() {
  const path = new URL('../../node_modules/@sd-jwt/sd-jwt-vc/package.json', import.meta.url);
  return `@sd-jwt/sd-jwt-vc ${JSON.parse(await readFile(path)).version}`;
}

export async function acts(setup) {
  const {SDJwtVcInstance} = await import('@sd-jwt/sd-jwt-vc');
  const {subtle} = globalThis.crypto;
  const {did, jwk: {d, ...open}} = setup.keys['P-256'];
  const curve = {name: 'ECDSA', namedCurve: 'P-256'}, algorithm = {name: 'ECDSA', hash: 'SHA-256'};
  const secret = await subtle.importKey('jwk', {...open, d}, curve, false, ['sign']);
  const known = await subtle.importKey('jwk', open, curve, false, ['verify']);
  const sdJwt = new SDJwtVcInstance({
    hasher: (data, name) => createHash(name.replace('-', '')).update(
      typeof data === 'string' ? data : Buffer.from(data)).digest(),
    hashAlg: 'sha-256',
    saltGenerator: length => randomBytes(length).toString('base64url'),
    signAlg: 'ES256',
    signer: async data => Buffer.from(await subtle.sign(algorithm, secret, Buffer.from(data))).toString('base64url'),
    verifier: async (data, signature) =>
      subtle.verify(algorithm, known, Buffer.from(signature, 'base64url'), Buffer.from(data))
  });
  const frame = {_sd: setup.disclosable}, seconds = Date.parse(setup.now) / 1000;
  const more = {iss: did, vct: 'https://college.example/types/attestation', iat: seconds, cnf: {jwk: open}};
  return {
    'sd-jwt issue': async text => sdJwt.issue({...JSON.parse(text), ...more}, frame),
    'sd-jwt verify': async text => {
      await sdJwt.verify(text, {currentDate: seconds});
      return '';
    }
  };
}
