// did-jwt-vc: credentials of the data model 1.1 as JWT.
import {readFile} from 'node:fs/promises';

export async function version() {
  const path = new URL('../../node_modules/did-jwt-vc/package.json', import.meta.url);
  return `did-jwt-vc ${JSON.parse(await readFile(path)).version}`;
}

export async function acts({keys, now}) {
  const {createVerifiableCredentialJwt, verifyCredential} = await import('did-jwt-vc');
  const {EdDSASigner} = await import('did-jwt');
  const {did, jwk, method} = keys.Ed25519;
  const {d: _, ...publicKeyJwk} = jwk;
  const didDocument = {
    id: did, verificationMethod: [{id: method, type: 'JsonWebKey2020', controller: did, publicKeyJwk}],
    assertionMethod: [method], authentication: [method]
  };
  const resolver = {resolve: async () => ({didDocument, didDocumentMetadata: {}, didResolutionMetadata: {}})};
  const signer = EdDSASigner(Buffer.concat([Buffer.from(jwk.d, 'base64url'), Buffer.from(jwk.x, 'base64url')]));
  return {
    'vc-jwt issue': async text => {
      const vc = JSON.parse(text);
      const payload = {sub: vc.credentialSubject.id, nbf: Date.parse(vc.validFrom) / 1000, vc: {
        ...vc, '@context': ['https://www.w3.org/2018/credentials/v1']
      }};
      return createVerifiableCredentialJwt(payload, {did, signer, alg: 'EdDSA'}, {header: {kid: method}});
    },
    'vc-jwt verify': async text => {
      await verifyCredential(text, resolver, {policies: {now: Date.parse(now) / 1000}});
      return '';
    }
  };
}
