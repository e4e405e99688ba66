import { say } from '../comments/saying.ts'
import { fillSection } from '../documents/fillSection.ts'
import { iso9001 } from '../plans/planFor.ts'
import { makeDocumentOf, objectives } from '../support/documents.ts'
import { invite, type Person } from '../support/people.ts'
import { upload } from '../support/uploads.ts'
import type { World } from '../support/world.ts'
import { newTask } from '../tasks/newTask.ts'

/** What a customer has, by the names that addresses have for it. */
export type Place = { name: string; ids: Record<string, string>; room: string }

/** Something of every kind that belongs to a customer, each with the word in it. */
export async function furnish(world: World, by: Person, customerId: string, name: string, word: string): Promise<Place> {
  const document = await makeDocumentOf(by, customerId)
  await by.api.documents.update({ document_id: document.id, document_name: `Policy of ${word}` })
  await fillSection(world, by, document.room, objectives, `${word} writes this.`)
  await by.api.documents.nameVersion({ document_id: document.id, label: `${word} version` })
  const plan = await by.api.plans.update({ customer_id: customerId, plan_id: document.plan_id, plan_name: `Plan of ${word}` })
  const task = await newTask(by, customerId, { title: `Task of ${word}` })
  const remark = await by.api.tasks.comment({ task_id: task.id, body: `${word} said so.` })
  const { evidence } = await upload(by, customerId, `${word}.txt`, `${word} says so`, { task_id: task.id })
  const team = await by.api.teams.create({ customer_id: customerId, name: `Team of ${word}` })
  const folder = await by.api.folders.create({ customer_id: customerId, name: `Folder of ${word}` })
  const thread = await say(by, document.id, `${word} asks.`)
  const session = await by.api.interviews.create({ customer_id: customerId, document_id: document.id, session_name: `Talk with ${word}` })
  const project = await by.api.readiness.create({ customer_id: customerId, iso_standard_id: iso9001 })
  const [answer] = (await by.api.readiness.answers({ project_id: project.id })).data
  return {
    name,
    room: document.room,
    ids: {
      customer_id: customerId,
      plan_id: plan.id,
      document_id: document.id,
      task_id: task.id,
      comment_id: remark.id,
      evidence_id: evidence?.id ?? '',
      link_id: evidence?.links[0]?.id ?? '',
      file_id: evidence?.file?.id ?? '',
      folder_id: folder.id,
      team_id: team.id,
      thread_id: thread.id,
      session_id: session.id,
      project_id: project.id,
      requirement_id: answer?.requirement_id ?? '',
      entity_id: document.id,
      section_id: objectives,
      revision: '1',
      key: 'legal_name',
    },
  }
}

/** Somebody who works there, and somebody who was asked to. */
export async function staff(world: World, by: Person, place: Place, word: string): Promise<Place> {
  const customer_id = place.ids.customer_id ?? ''
  const email = `${word.toLowerCase()}.${customer_id}@example.test`
  const invitation = await by.api.members.invite({ email, role: 'contributor', customer_id })
  const { user } = (await invite(world, by, `Person of ${word}`, 'contributor', customer_id)).me
  const person = { user_id: user.id, actor_id: user.id, assigned_to: user.id, person_id: user.id, owner_id: user.id }
  return { ...place, ids: { ...place.ids, ...person, invitation_id: invitation.id } }
}
