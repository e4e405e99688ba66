import { createHash, randomBytes } from 'node:crypto'

/** The SHA-256 of a secret, in hex: what the database keeps instead of it. */
export const sha256 = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** A secret to mail: 256 random bits as base64url, and the hash to keep. */
export function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: sha256(token) }
}
