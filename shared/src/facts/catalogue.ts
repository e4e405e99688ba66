/** What is said once about a customer and shown wherever a template refers to it. Keys stand in templates and in live documents: they never change. */
type FactShape = {
  key: string
  /** what it is called on the page, and where nobody has said it yet */
  label: string
  question: string
  hint: string
  example: string
  /** takes more than one line */
  isLong?: boolean
}

type FactGroupShape = { title: string; facts: readonly FactShape[] }

export const factGroups = [
  {
    title: 'Organization',
    facts: [
      {
        key: 'legal_name',
        label: 'Legal name',
        question: 'What is the full legal name of your organization?',
        hint: 'As it stands in the commercial register, with its legal form.',
        example: 'Acme Logistics Software GmbH',
      },
      {
        key: 'short_name',
        label: 'Short name',
        question: 'What do you call yourselves in your own documents?',
        hint: 'The name people use every day.',
        example: 'Acme',
      },
      {
        key: 'registration_number',
        label: 'Registration number',
        question: 'Under which number are you registered?',
        hint: 'The number and the register that keeps it.',
        example: 'HRB 123456, Hamburg',
      },
      {
        key: 'registered_address',
        label: 'Registered address',
        question: 'Where is your registered office?',
        hint: 'Street, town and country.',
        example: 'Am Sandtorkai 1, 20457 Hamburg, Germany',
        isLong: true,
      },
      {
        key: 'business',
        label: 'Business',
        question: 'What does your organization do, and for whom?',
        hint: 'Two or three sentences: what you sell, to which customers.',
        example: 'We build and run warehouse software for 40 logistics firms in Germany and Austria.',
        isLong: true,
      },
      {
        key: 'headcount',
        label: 'Number of people',
        question: 'How many people work for you?',
        hint: 'Employees and permanent contractors. The certification body plans audit days by it.',
        example: '65',
      },
    ],
  },
  {
    title: 'Scope',
    facts: [
      {
        key: 'scope_statement',
        label: 'Scope statement',
        question: 'Which services, sites, teams and systems are to be certified?',
        hint: 'One paragraph that could be printed on the certificate.',
        example: 'Development and operation of the Lagerplan platform at the Hamburg site, including its support team.',
        isLong: true,
      },
      {
        key: 'scope_exclusions',
        label: 'Outside the scope',
        question: 'What is left out, and why?',
        hint: 'Name each thing left out with its reason.',
        example: 'The Graz sales office: it has no access to customer data or production.',
        isLong: true,
      },
      {
        key: 'sites',
        label: 'Sites',
        question: 'At which sites do you work?',
        hint: 'One line for each, data centres included.',
        example: 'Hamburg, Am Sandtorkai 1 (head office)',
        isLong: true,
      },
    ],
  },
  {
    title: 'People',
    facts: [
      {
        key: 'top_management',
        label: 'Top management',
        question: 'Who leads the organization and answers for certification?',
        hint: 'Name and role.',
        example: 'Karin Holm, managing director',
      },
      {
        key: 'isms_manager',
        label: 'ISMS manager',
        question: 'Who runs information security?',
        hint: 'The name that stands in policies as the person to ask.',
        example: 'Jana Weber',
      },
      {
        key: 'quality_manager',
        label: 'Quality manager',
        question: 'Who runs quality management?',
        hint: 'The name that stands in procedures as the person to ask.',
        example: 'Tim Krüger',
      },
      {
        key: 'data_protection_officer',
        label: 'Data protection officer',
        question: 'Who looks after data protection?',
        hint: 'Name, and the firm if they are not your own.',
        example: 'Dr. Nadia Roth, Roth Privacy',
      },
      {
        key: 'it_manager',
        label: 'Head of IT',
        question: 'Who answers for systems and networks?',
        hint: 'Name and role.',
        example: 'Luca Steiner, head of operations',
      },
      {
        key: 'internal_auditor',
        label: 'Internal auditor',
        question: 'Who audits the management system from inside?',
        hint: 'Somebody who does not audit their own work, or an outside firm.',
        example: 'Harbor Compliance',
      },
    ],
  },
  {
    title: 'Rhythm',
    facts: [
      {
        key: 'review_cadence',
        label: 'Review cadence',
        question: 'How often are documents reviewed?',
        hint: 'As it continues “is reviewed …”.',
        example: 'every twelve months and after major changes',
      },
      {
        key: 'audit_cadence',
        label: 'Audit cadence',
        question: 'How often do you audit yourselves?',
        hint: 'As it continues “is audited …”.',
        example: 'once a year, in March',
      },
      {
        key: 'management_review_cadence',
        label: 'Management review cadence',
        question: 'How often does top management review the system?',
        hint: 'As it continues “is reviewed by top management …”.',
        example: 'every spring, after the internal audit',
      },
    ],
  },
  {
    title: 'Contacts',
    facts: [
      {
        key: 'security_contact',
        label: 'Security contact',
        question: 'Where does somebody report a security incident?',
        hint: 'One address or number that is answered, also outside office hours.',
        example: 'security@acme.example, +49 40 555 0112',
      },
      {
        key: 'quality_contact',
        label: 'Quality contact',
        question: 'Where do complaints and quality questions go?',
        hint: 'An address or number that is answered.',
        example: 'quality@acme.example',
      },
      {
        key: 'certification_contact',
        label: 'Contact for certification',
        question: 'Whom does the certification body call?',
        hint: 'Name, address or number.',
        example: 'Jana Weber, jana.weber@acme.example',
      },
      {
        key: 'certification_body',
        label: 'Certification body',
        question: 'Which certification body do you work with, or want to?',
        hint: 'Its name, and the number of your certificate if there is one.',
        example: 'Nordcert, certificate 27-1234',
      },
    ],
  },
] as const satisfies readonly FactGroupShape[]

export type FactKey = (typeof factGroups)[number]['facts'][number]['key']

export type Fact = Omit<FactShape, 'key'> & { key: FactKey; group: string }

/** All facts, in the order they are asked. */
export const facts: readonly Fact[] = factGroups.flatMap(({ title, facts: own }) => own.map((fact): Fact => ({ ...fact, group: title })))

export const factKeys: readonly FactKey[] = facts.map(({ key }) => key)

const byKey: ReadonlyMap<string, Fact> = new Map(facts.map((fact) => [fact.key, fact]))

export const isFactKey = (key: string): key is FactKey => byKey.has(key)

/** What a fact is called. */
export const factLabel = (key: FactKey): string => byKey.get(key)?.label ?? key
