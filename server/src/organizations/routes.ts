import { protectedBySession } from '../http/procedures.ts'
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
  storage: organizations.storage.handler(({ context }) => getStorage(context)),
}
