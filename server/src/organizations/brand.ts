import { AppError } from '@certloom/shared/errors'
import { isReadableOnPaper, maxLogoBytes } from '@certloom/shared/organizations/brand'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, signedInOf, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { inTurn, sharp } from '../files/pictures.ts'

/** What exported files carry of an organization: a colour as six hexadecimal digits, and a PNG. */
export type Brand = { color: string | null; logo: Uint8Array | null }

const none: Brand = { color: null, logo: null }

/** As large as it is printed, with room for a sharp printer. */
const logoBox = { width: 900, height: 300 }
const mostPixels = 16_000_000

/** The brand of the organization a transaction is in. */
export const readBrand = async (tx: Tx, organizationId: string): Promise<Brand> =>
  (await tx.organizationBrand.findUnique({ where: { organizationId }, select: { color: true, logo: true } })) ?? none

/** The brand of the reader's organization. */
export function getBrand(ctx: Ctx): Promise<Brand> {
  const signedIn = signedInOf(ctx)
  return withTenant(ctx.db, tenantOf(signedIn), (tx) => readBrand(tx, signedIn.actor.organizationId))
}

/**
 * Changes the brand; what is undefined stays, null takes it away.
 * @param changes.logo a picture as it was given
 * @throws `forbidden` for all but owners and admins, `invalid_input` for a colour nobody can read and for what is no picture
 */
export async function changeBrand(ctx: SignedInCtx, changes: { [Key in keyof Brand]: Brand[Key] | undefined }): Promise<Brand> {
  const signedIn = authorize(ctx, 'organization.administer')
  const { organizationId } = signedIn.actor
  if (changes.color && !isReadableOnPaper(changes.color))
    throw new AppError('invalid_input', 'This colour is too light to be read on paper. Choose a darker one.', { field: 'color' })
  const logo = changes.logo && (await logoOf(changes.logo))
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const before = await readBrand(tx, organizationId)
    const after = {
      color: changes.color === undefined ? before.color : changes.color,
      logo: (logo === undefined ? before.logo : logo) as Uint8Array<ArrayBuffer> | null,
    }
    await tx.organizationBrand.upsert({ where: { organizationId }, create: { organizationId, ...after }, update: after })
    await record(tx, byRequester(ctx), {
      action: 'organization.changed',
      entity: { type: 'organization', id: organizationId },
      customerId: null,
      before: recorded(before),
      after: recorded(after),
    })
    return after
  })
}

const recorded = ({ color, logo }: Brand) => ({ brand_color: color, has_logo: logo !== null })

/** A picture drawn anew, so that nothing of the file it came in is kept. */
async function logoOf(given: Uint8Array): Promise<Uint8Array> {
  if (given.byteLength > maxLogoBytes) throw new AppError('invalid_input', 'A logo has at most 500 kB.', { field: 'logo' })
  try {
    return await inTurn(() =>
      sharp(given, { limitInputPixels: mostPixels, failOn: 'error' })
        .resize({ ...logoBox, fit: 'inside', withoutEnlargement: true })
        .png({ compressionLevel: 9 })
        .toBuffer(),
    )
  } catch {
    throw new AppError('invalid_input', 'This is no picture that can be read. Give a PNG, JPEG, WebP or GIF.', { field: 'logo' })
  }
}

/** A brand as REST answers it; the logo as an address that holds it. */
export const presentBrand = ({ color, logo }: Brand) => ({
  color,
  logo: logo === null ? null : `data:image/png;base64,${Buffer.from(logo).toString('base64')}`,
})
