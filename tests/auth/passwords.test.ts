import { hashPassword, verifyPassword, verifyWithoutAccount } from '@certloom/server/auth/passwords'
import { newToken, sha256 } from '@certloom/server/auth/tokens'
import { expect, it } from 'vitest'

it('a password is kept as argon2id with the parameters OWASP asks for', async () => {
  expect(await hashPassword('correct horse battery')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

it('the same password twice makes two different hashes', async () => {
  expect(await hashPassword('correct horse battery')).not.toBe(await hashPassword('correct horse battery'))
})

it('only the password itself fits its hash', async () => {
  const kept = await hashPassword('correct horse battery')
  expect(await verifyPassword(kept, 'correct horse battery')).toBe(true)
  expect(await verifyPassword(kept, 'Correct horse battery')).toBe(false)
  expect(await verifyPassword(kept, '')).toBe(false)
})

it('a password fits whether its accents were typed as one key or two', async () => {
  const kept = await hashPassword('caf\u00e9 au lait')
  expect(await verifyPassword(kept, 'cafe\u0301 au lait')).toBe(true)
})

it('no password fits an account that does not exist, and looking costs a whole verification', async () => {
  const kept = await hashPassword('correct horse battery')
  expect(await verifyWithoutAccount('correct horse battery')).toBe(false)
  const known = await fastest(() => verifyPassword(kept, 'wrong horse battery'))
  const unknown = await fastest(() => verifyWithoutAccount('wrong horse battery'))
  expect(unknown).toBeGreaterThan(known / 3) // a short cut would be a hundred times faster
})

it('a hash that is none is an error, not a wrong password', async () => {
  await expect(verifyPassword('not a hash', 'correct horse battery')).rejects.toThrow()
})

it('a mailed token carries 256 random bits, and only its hash is kept', () => {
  const { token, tokenHash } = newToken()
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(tokenHash).toBe(sha256(token))
  expect(tokenHash).toMatch(/^[0-9a-f]{64}$/)
  expect(newToken().token).not.toBe(token)
})

async function fastest(work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 5; round++) {
    const startedAt = performance.now()
    await work()
    best = Math.min(best, performance.now() - startedAt)
  }
  return best
}
