import { type Action, actions, can, canMoveTask } from '@certloom/shared/permissions'
import type { Actor, CustomerRole, OrganizationRole } from '@certloom/shared/roles'
import { describe, expect, it } from 'vitest'

const organizationId = '0193a000-0000-7000-8000-000000000001'
const acme = '0193a000-0000-7000-8000-00000000000a'
const beta = '0193a000-0000-7000-8000-00000000000b'

const staff = (role: OrganizationRole): Actor => ({ kind: 'staff', userId: 'ingrid', organizationId, role })
const staffOfAcme = (role: CustomerRole): Actor => ({ kind: 'customer', userId: 'daniel', organizationId, customerId: acme, role })

const columns: readonly Actor[] = [
  ...(['owner', 'admin', 'reviewer', 'member', 'viewer'] as const).map(staff),
  ...(['manager', 'contributor', 'viewer'] as const).map(staffOfAcme),
]

/** PRODUCT section 3, cell by cell; written out on purpose, so that a change of the code's table is a change here too. */
// biome-ignore format: a table is read by its columns
//                              owner admin reviewer member viewer | manager contributor viewer
const table: Record<Action, string> = {
  'organization.administer': ' yes   yes   -        -      -        -       -           -    ',
  'organization.delete':     ' yes   -     -        -      -        -       -           -    ',
  'owner.grant':             ' yes   -     -        -      -        -       -           -    ',
  'people.read':             ' yes   yes   yes      yes    yes      yes     yes         yes  ',
  'team.write':              ' yes   yes   yes      yes    -        yes     -           -    ',
  'customer.read':           ' yes   yes   yes      yes    yes      yes     yes         yes  ',
  'customer.write':          ' yes   yes   -        yes    -        -       -           -    ',
  'customer.delete':         ' yes   yes   -        -      -        -       -           -    ',
  'plan.read':               ' yes   yes   yes      yes    yes      yes     yes         yes  ',
  'plan.write':              ' yes   yes   -        yes    -        -       -           -    ',
  'plan.delete':             ' yes   yes   -        -      -        -       -           -    ',
  'task.read':               ' yes   yes   yes      yes    yes      yes     yes         yes  ',
  'task.write':              ' yes   yes   yes      yes    -        -       -           -    ',
  'task.complete':           ' yes   yes   yes      yes    -        yes     yes         -    ',
  'template.read':           ' yes   yes   yes      yes    yes      yes     yes         yes  ',
  'template.write':          ' yes   yes   -        yes    -        -       -           -    ',
  'template.publish':        ' yes   yes   yes      -      -        -       -           -    ',
  'document.read':           ' yes   yes   yes      yes    yes      yes     yes         yes  ',
  'document.edit':           ' yes   yes   yes      yes    -        yes     yes         -    ',
  'document.comment':        ' yes   yes   yes      yes    yes      yes     yes         yes  ',
  'document.submit':         ' yes   yes   yes      yes    -        yes     -           -    ',
  'document.approve':        ' yes   yes   yes      -      -        -       -           -    ',
  'document.export':         ' yes   yes   yes      yes    yes      yes     yes         yes  ',
  'readiness.read':          ' yes   yes   yes      yes    yes      yes     yes         yes  ',
  'readiness.write':         ' yes   yes   -        yes    -        -       -           -    ',
  'readiness.delete':        ' yes   yes   -        -      -        -       -           -    ',
  'readiness.export':        ' yes   yes   yes      yes    yes      yes     yes         yes  ',
  'answer.edit':             ' yes   yes   yes      yes    -        yes     yes         -    ',
  'section.lock':            ' yes   yes   yes      -      -        -       -           -    ',
  'version.restore':         ' yes   yes   yes      -      -        -       -           -    ',
  'internal.read':           ' yes   yes   yes      yes    yes      -       -           -    ',
  'internal.write':          ' yes   yes   yes      yes    -        -       -           -    ',
  'evidence.upload':         ' yes   yes   yes      yes    -        yes     yes         -    ',
  'evidence.review':         ' yes   yes   yes      -      -        -       -           -    ',
  'interview.run':           ' yes   yes   yes      yes    -        -       -           -    ',
  'interview.join':          ' yes   yes   yes      yes    -        yes     yes         -    ',
  'interview.watch':         ' yes   yes   yes      yes    -        yes     yes         yes  ',
  'customer_staff.invite':   ' yes   yes   yes      yes    -        yes     -           -    ',
  'link.create':             ' yes   yes   yes      yes    -        yes     -           -    ',
  'api_token.manage':        ' yes   yes   -        -      -        -       -           -    ',
  'activity.read':           ' yes   yes   yes      yes    yes      yes     -           -    ',
}

const cells = (Object.keys(table) as Action[]).flatMap((action) =>
  table[action]
    .trim()
    .split(/\s+/)
    .map((cell, column) => ({ action, actor: columns[column] as Actor, allowed: cell === 'yes' })),
)

describe('who may do what', () => {
  it('names every action there is, for each of the eight roles', () => {
    expect(Object.keys(table).sort()).toEqual([...actions].sort())
    expect(cells).toHaveLength(actions.length * columns.length)
  })

  it.each(cells)('$actor.kind $actor.role, $action: $allowed', ({ actor, action, allowed }) => {
    expect(can(actor, action)).toBe(allowed)
    expect(can(actor, action, acme)).toBe(allowed)
  })

  it.each(cells.filter(({ actor }) => actor.kind === 'customer'))('$actor.role of Acme may never $action at Beta', ({ actor, action }) => {
    expect(can(actor, action, beta)).toBe(false)
  })

  it.each(cells.filter(({ actor }) => actor.kind === 'staff'))(
    '$actor.role may $action for every customer alike',
    ({ actor, action, allowed }) => {
      expect(can(actor, action, beta)).toBe(allowed)
    },
  )
})

describe('who moves a task', () => {
  const own = { customerId: acme, isMine: true }
  const toDone = { from: 'pending', to: 'completed' } as const
  const cancelling = [{ from: 'pending', to: 'cancelled' } as const, { from: 'cancelled', to: 'pending' } as const]

  it.each(['manager', 'contributor'] as const)(
    "a customer's %s completes their own, but cancels none and opens no cancelled one",
    (role) => {
      expect(canMoveTask(staffOfAcme(role), own, toDone)).toBe(true)
      expect(canMoveTask(staffOfAcme(role), { ...own, isMine: false }, toDone)).toBe(false)
      for (const move of cancelling) expect(canMoveTask(staffOfAcme(role), own, move)).toBe(false)
    },
  )

  it.each(['owner', 'admin', 'reviewer', 'member'] as const)('%s of the organization moves any in every way', (role) => {
    for (const move of [toDone, ...cancelling]) expect(canMoveTask(staff(role), { ...own, isMine: false }, move)).toBe(true)
  })

  it('who only reads moves none', () => {
    for (const actor of [staff('viewer'), staffOfAcme('viewer')])
      for (const move of [toDone, ...cancelling]) expect(canMoveTask(actor, own, move)).toBe(false)
  })
})
