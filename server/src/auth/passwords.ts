import { hash, verify } from '@node-rs/argon2'

/** OWASP's parameters for argon2id: 19 MiB, two passes, one lane. `2` is argon2id; the package's enum has no value at run time. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The hash, with the parameters above, of random bytes that nobody kept: no password fits it. */
const unmatchable = '$argon2id$v=19$m=19456,t=2,p=1$HbCtgMQ3I7fBT40NHygGQQ$HSDqyOznf+bfBIK3o5Xz+P2kwrMfrfQxzEdb9vo6FZA'

/** One password typed on two keyboards can be two sequences of code points (NIST SP 800-63B, section 5.1.1.2). */
const normalised = (password: string): string => password.normalize('NFKC')

/** @returns the password's argon2id hash with its salt and parameters, as one printable line */
export const hashPassword = (password: string): Promise<string> => hash(normalised(password), parameters)

/** @returns whether the password is the one `passwordHash` was made of; throws if that is no such hash */
export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> => verify(passwordHash, normalised(password))

/** Costs what a verification costs and always answers false: for accounts that do not exist, so that the time tells nothing. */
export const verifyWithoutAccount = (password: string): Promise<boolean> => verifyPassword(unmatchable, password)
