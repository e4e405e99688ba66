import type { Person } from './people.ts'

/** What people look at all day, as their pages ask for it: lists and dashboards, of everything, of one customer and of one plan. */
export async function hotLists({ api }: Person): Promise<Record<string, () => Promise<unknown>>> {
  const [plan] = (await api.plans.listAll({ plan_status: 'active', limit: 1 })).data
  if (!plan) throw new Error('There is no active plan.')
  const { id: plan_id, customer_id } = plan
  return {
    customers: () => api.customers.list({}),
    documents: () => api.documents.list({}),
    'documents pending review': () => api.documents.list({ status: ['pending_review'] }),
    'documents by due date': () => api.documents.list({ sort: 'due_date' }),
    'rejected documents by due date': () => api.documents.list({ sort: 'due_date', status: ['rejected'] }),
    'documents by change': () => api.documents.list({ sort: 'updated' }),
    'documents of a customer': () => api.documents.list({ customer_id }),
    'documents of a plan': () => api.documents.list({ plan_id }),
    tasks: () => api.tasks.list({}),
    'overdue tasks': () => api.tasks.list({ overdue: true }),
    'my open tasks': () => api.tasks.list({ assigned_to: 'me', status: ['pending', 'in_progress', 'blocked'] }),
    'blocked tasks by priority': () => api.tasks.list({ status: ['blocked'], sort: 'priority' }),
    'tasks by change': () => api.tasks.list({ sort: 'updated' }),
    'tasks of a customer': () => api.tasks.list({ customer_id }),
    'tasks of a plan': () => api.tasks.list({ plan_id }),
    activity: () => api.activity.list({}),
    'activity of a customer': () => api.activity.list({ customer_id }),
    'activity of a plan': () => api.activity.list({ plan_id }),
    evidence: () => api.evidence.list({}),
    'pending evidence': () => api.evidence.list({ status: 'pending' }),
    'evidence of a customer': () => api.evidence.list({ customer_id }),
    inbox: () => api.notifications.list({}),
    'unread notifications': () => api.notifications.countUnread(),
    plans: () => api.plans.listAll({}),
    'open plans': () => api.plans.listAll({ plan_status: ['active', 'paused'] }),
    'plans of a customer': () => api.plans.list({ customer_id }),
    'figures of the organization': () => api.progress.figures({}),
    'figures of a customer': () => api.progress.figures({ customer_id }),
    'figures of a plan': () => api.progress.figures({ plan_id }),
    'trend of the organization': () => api.progress.trend({}),
    'trend of a customer': () => api.progress.trend({ customer_id }),
    'trend of a plan': () => api.progress.trend({ plan_id }),
    deadlines: () => api.progress.deadlines({}),
    'deadlines of a plan': () => api.progress.deadlines({ plan_id }),
  }
}
