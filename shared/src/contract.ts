import { accountsContract } from './accounts/contract.ts'
import { activityContract } from './activity/contract.ts'
import { collabContract } from './collab/contract.ts'
import { commentsContract } from './comments/contract.ts'
import { customersContract } from './customers/contract.ts'
import { developmentContract } from './development/contract.ts'
import { documentsContract } from './documents/contract.ts'
import { eventsContract } from './events/contract.ts'
import { evidenceContract, uploadContract } from './evidence/contract.ts'
import { taskEvidenceContract, taskUploadContract } from './evidence/ofTask.ts'
import { documentFileContract, exportFileContract, exportsContract } from './exports/contract.ts'
import { factsContract } from './facts/contract.ts'
import { downloadContract, filesContract, thumbnailContract, zipContract } from './files/contract.ts'
import { foldersContract } from './files/folders.ts'
import { storageContract } from './files/storage.ts'
import { frameworksContract } from './frameworks/contract.ts'
import { guestsContract, guestUploadContract } from './guests/contract.ts'
import { interviewsContract } from './interviews/contract.ts'
import { membersContract } from './members/contract.ts'
import { notificationsContract } from './notifications/contract.ts'
import { organizationsContract } from './organizations/contract.ts'
import { plansContract } from './plans/contract.ts'
import { progressContract } from './progress/contract.ts'
import { readinessContract } from './readiness/contract.ts'
import { reviewsContract } from './reviews/contract.ts'
import { sharesContract } from './shares/contract.ts'
import { storyContract } from './story/contract.ts'
import { tasksContract } from './tasks/contract.ts'
import { teamsContract } from './teams/contract.ts'
import { templatesContract } from './templates/contract.ts'

/** The whole REST interface under `/api/v1`. Server, client, tests and OpenAPI derive from it. */
export const contract = {
  accounts: accountsContract,
  activity: activityContract,
  collab: collabContract,
  comments: commentsContract,
  customers: customersContract,
  development: developmentContract,
  documents: documentsContract,
  events: eventsContract,
  evidence: evidenceContract,
  files: filesContract,
  folders: foldersContract,
  exports: exportsContract,
  facts: factsContract,
  frameworks: frameworksContract,
  guests: guestsContract,
  interviews: interviewsContract,
  members: membersContract,
  notifications: notificationsContract,
  organizations: organizationsContract,
  plans: plansContract,
  progress: progressContract,
  reviews: reviewsContract,
  teams: teamsContract,
  readiness: readinessContract,
  shares: sharesContract,
  storage: storageContract,
  story: storyContract,
  tasks: tasksContract,
  taskEvidence: taskEvidenceContract,
  templates: templatesContract,
}

/** What carries files: streamed, so no typed procedures, but at addresses of the same interface and described with it. */
export const streamedContract = {
  upload: uploadContract,
  guestUpload: guestUploadContract,
  taskUpload: taskUploadContract,
  download: downloadContract,
  thumbnail: thumbnailContract,
  zip: zipContract,
  exportFile: exportFileContract,
  documentFile: documentFileContract,
}
