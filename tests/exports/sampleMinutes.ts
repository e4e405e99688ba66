import { newId } from '@certloom/shared/ids'
import type { Minutes } from '@certloom/shared/interviews/minutes'

const at = (time: string): string => `2026-11-21T${time}:00.000Z`

const question = (section_title: string, more: Partial<Minutes['questions'][number]> = {}): Minutes['questions'][number] => ({
  question_id: newId(),
  document_name: 'Information Security Policy',
  section_title,
  question: `What is there to say about “${section_title}”?`,
  is_mandatory: true,
  answer: '',
  answered_by: [],
  evidence: [],
  skipped: null,
  flagged_by: null,
  ...more,
})

/** Minutes with everything that can stand in them: two sittings, people of all sides, every state of a question, decisions and what is left. */
export const sampleMinutes = (): Minutes => ({
  session_name: 'Interview: Information Security Policy and 1 more',
  session_kind: 'interview',
  organization_name: 'Harbor Compliance',
  customer_name: 'Acme Corp',
  completed_at: at('11:20'),
  elapsed_seconds: 5_400,
  sittings: [
    {
      number: 1,
      began_at: at('08:30'),
      ended_at: at('09:30'),
      people: [
        { name: 'Ingrid Solberg', side: 'staff' },
        { name: 'Carl Adams', side: 'customer' },
        { name: 'Guest: Ana Ruiz', side: 'guest' },
      ],
    },
    { number: 2, began_at: at('10:50'), ended_at: at('11:20'), people: [{ name: 'Carl Adams', side: 'customer' }] },
  ],
  topics: ['Information Security Policy', 'Risk Assessment and Treatment Procedure'],
  questions: [
    question('Security objectives and direction', {
      question: 'What do you want security to achieve this year, and how will you know?',
      answer: 'All laptops are encrypted by 30 June.\nEvery incident is reported within a day.',
      answered_by: ['Carl Adams', 'Guest: Ana Ruiz'],
      flagged_by: 'Ingrid Solberg',
    }),
    question('Organization chart', { evidence: ['Organization chart 2026', 'Roles and deputies'] }),
    question('Security in projects', {
      is_mandatory: false,
      skipped: { text: 'The project office decides', by: 'Ingrid Solberg', at: at('09:10') },
    }),
    question('When risks are assessed', {
      document_name: 'Risk Assessment and Treatment Procedure',
      answer: 'Every March, and whenever a supplier of production systems changes.',
      answered_by: ['Carl Adams'],
    }),
  ],
  work: [],
  decisions: [{ text: 'Backups are tested each quarter, and the result is minuted', by: 'Ingrid Solberg', at: at('09:05') }],
  actions: [
    {
      text: 'Ask the works council about the monitoring of devices that people bring along',
      by: 'Carl Adams',
      at: at('09:20'),
      is_done: false,
      task: { id: newId(), assignee: 'Carl Adams', due_date: '2026-12-04' },
    },
    { text: 'Send the organization chart', by: 'Ingrid Solberg', at: at('09:25'), is_done: true, task: null },
  ],
  parking: [{ text: 'Who owns the backup tests?', by: 'Guest: Ana Ruiz', at: at('09:15'), is_done: false }],
})
