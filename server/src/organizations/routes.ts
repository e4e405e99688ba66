import { protectedBySession } from '../http/procedures.ts'
import { changeBrand, getBrand, presentBrand } from './brand.ts'
import { changeSettings, getSettings, getStorage, presentSettings } from './service.ts'

const organizations = protectedBySession.organizations

export const organizationRoutes = {
  settings: organizations.settings.handler(async ({ context }) => presentSettings(await getSettings(context))),
  changeSettings: organizations.changeSettings.handler(async ({ context, input }) => {
    const { evidence_policy, review_customer_evidence, four_eyes, storage_limit_bytes: limit } = input
    const changes = {
      evidencePolicy: evidence_policy,
      reviewCustomerEvidence: review_customer_evidence,
      fourEyes: four_eyes,
      storageLimitBytes: typeof limit === 'number' ? BigInt(limit) : limit,
    }
    return presentSettings(await changeSettings(context, changes))
  }),
  brand: organizations.brand.handler(async ({ context }) => presentBrand(await getBrand(context))),
  changeBrand: organizations.changeBrand.handler(async ({ context, input: { color, logo } }) =>
    presentBrand(await changeBrand(context, { color, logo: typeof logo === 'string' ? Buffer.from(logo, 'base64') : logo })),
  ),
  storage: organizations.storage.handler(({ context }) => getStorage(context)),
}
