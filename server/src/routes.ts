import { accountRoutes } from './accounts/routes.ts'
import { activityRoutes } from './activity/routes.ts'
import { collabRoutes } from './collab/routes.ts'
import { commentRoutes } from './comments/routes.ts'
import { customerRoutes } from './customers/routes.ts'
import { developmentRoutes } from './development/routes.ts'
import { documentRoutes } from './documents/routes.ts'
import { eventRoutes } from './events/routes.ts'
import { evidenceRoutes, taskEvidenceRoutes, taskUploadRoute, uploadRoute } from './evidence/routes.ts'
import { documentFileRoute, exportFileRoute, exportRoutes } from './exports/routes.ts'
import { factRoutes } from './facts/routes.ts'
import { downloadRoute, fileRoutes, folderRoutes, storageRoutes, thumbnailRoute, zipRoute } from './files/routes.ts'
import { frameworkRoutes } from './frameworks/routes.ts'
import { guestRoutes, guestUploadRoute } from './guests/routes.ts'
import { open } from './http/procedures.ts'
import { interviewRoutes } from './interviews/routes.ts'
import { memberRoutes } from './members/routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { organizationRoutes } from './organizations/routes.ts'
import { planRoutes } from './plans/routes.ts'
import { progressRoutes } from './progress/routes.ts'
import { readinessRoutes } from './readiness/routes.ts'
import { reviewRoutes } from './reviews/routes.ts'
import { shareRoutes } from './shares/routes.ts'
import { storyRoutes } from './story/routes.ts'
import { taskRoutes } from './tasks/routes.ts'
import { teamRoutes } from './teams/routes.ts'
import { templateRoutes } from './templates/routes.ts'

/** Every route of the REST interface, one line a noun. */
export const router = open.router({
  accounts: accountRoutes,
  activity: activityRoutes,
  collab: collabRoutes,
  comments: commentRoutes,
  customers: customerRoutes,
  development: developmentRoutes,
  documents: documentRoutes,
  events: eventRoutes,
  evidence: evidenceRoutes,
  facts: factRoutes,
  files: fileRoutes,
  folders: folderRoutes,
  exports: exportRoutes,
  frameworks: frameworkRoutes,
  guests: guestRoutes,
  interviews: interviewRoutes,
  members: memberRoutes,
  notifications: notificationRoutes,
  organizations: organizationRoutes,
  plans: planRoutes,
  readiness: readinessRoutes,
  shares: shareRoutes,
  storage: storageRoutes,
  story: storyRoutes,
  progress: progressRoutes,
  reviews: reviewRoutes,
  teams: teamRoutes,
  tasks: taskRoutes,
  taskEvidence: taskEvidenceRoutes,
  templates: templateRoutes,
})

/** The routes that carry files. */
export const streamedRoutes = [
  uploadRoute,
  taskUploadRoute,
  guestUploadRoute,
  downloadRoute,
  thumbnailRoute,
  zipRoute,
  exportFileRoute,
  documentFileRoute,
]
