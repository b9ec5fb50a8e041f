// jose, the signature of the text and nothing of credentials; and did-jwt-vc.
import {readFile} from 'node:fs/promises';

export async function version() {
  const path = new URL('../../node_modules/jose/package.json', import.meta.url);
  return `jose ${JSON.parse(await readFile(path)).version}`;
}

export async function acts(setup) {
  const {SignJWT, importJWK, jwtVerify} = await import('jose');
  const {jwk, method} = setup.keys.Ed25519;
  const {d, ...open} = jwk;
  const secret = await importJWK(jwk, 'EdDSA'), known = await importJWK(open, 'EdDSA');
  const currentDate = new Date(setup.now);
  return {
    'vc-jwt issue': async text => new SignJWT(claims(JSON.parse(text)))
      .setProtectedHeader({alg: 'EdDSA', typ: 'JWT', kid: method}).sign(secret),
    'vc-jwt verify': async text => {
      await jwtVerify(text, known, {currentDate});
      return '';
    }
  };
}

// As in jwt_claims.py.
function claims(document) {
  return {
    ...document, iss: document.issuer.id, jti: document.id, sub: document.credentialSubject.id,
    nbf: Date.parse(document.validFrom) / 1000, exp: Date.parse(document.validUntil) / 1000
  };
}
