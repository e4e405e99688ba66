/** A control that others wait for: until it is in place, what rests on it can be written down but not be shown to work. */
export type Blocker = { code: string; why: string; unlocks: readonly string[] }

/**
 * Controls of ISO/IEC 27001:2022 Annex A that many others rest on, in the order in which it pays to close them. Our own judgement, from what a
 * control's purpose takes for granted; the standard ranks nothing.
 */
export const blockers: readonly Blocker[] = [
  {
    code: 'A.5.1',
    why: 'Every other policy and rule refers to the one management has approved.',
    unlocks: ['A.5.4', 'A.5.10', 'A.5.15', 'A.5.19', 'A.5.36', 'A.6.2', 'A.6.3', 'A.6.4', 'A.7.7', 'A.8.1', 'A.8.24'],
  },
  {
    code: 'A.5.15',
    why: 'Who may get at what has to be decided before it can be granted, reviewed or enforced.',
    unlocks: ['A.5.3', 'A.5.16', 'A.5.17', 'A.5.18', 'A.7.2', 'A.8.2', 'A.8.3', 'A.8.4', 'A.8.5', 'A.8.18'],
  },
  {
    code: 'A.5.35',
    why: 'An independent look has to be planned early: it takes time, and its findings change the other rows.',
    unlocks: ['A.5.36', 'A.8.29', 'A.8.34'],
  },
  {
    code: 'A.5.2',
    why: 'Without named roles nobody can own the rows that follow.',
    unlocks: ['A.5.3', 'A.5.4', 'A.5.5', 'A.5.24', 'A.6.3', 'A.6.5'],
  },
  {
    code: 'A.5.9',
    why: 'What is not on the list of assets can be neither classified nor protected nor returned.',
    unlocks: ['A.5.10', 'A.5.11', 'A.5.12', 'A.8.8', 'A.8.9', 'A.8.13', 'A.7.14'],
  },
  {
    code: 'A.5.12',
    why: 'Labels, transfer, masking and encryption all ask how sensitive something is.',
    unlocks: ['A.5.13', 'A.5.14', 'A.8.11', 'A.8.12', 'A.8.24'],
  },
  {
    code: 'A.5.19',
    why: 'Contracts, the supply chain and cloud services follow the rules for suppliers.',
    unlocks: ['A.5.20', 'A.5.21', 'A.5.22', 'A.5.23', 'A.8.30'],
  },
  {
    code: 'A.5.24',
    why: 'Events can be judged, answered and learned from once it is decided how.',
    unlocks: ['A.5.25', 'A.5.26', 'A.5.27', 'A.5.28', 'A.6.8'],
  },
  {
    code: 'A.5.31',
    why: 'Retention, privacy and records depend on which laws and contracts apply.',
    unlocks: ['A.5.32', 'A.5.33', 'A.5.34', 'A.8.10'],
  },
  {
    code: 'A.8.15',
    why: 'Nothing can be monitored, and no incident looked into, without logs.',
    unlocks: ['A.8.16', 'A.8.17', 'A.5.28'],
  },
  {
    code: 'A.8.9',
    why: 'A known configuration is what changes, patches and hardening are measured against.',
    unlocks: ['A.8.8', 'A.8.19', 'A.8.20', 'A.8.32'],
  },
  {
    code: 'A.8.25',
    why: 'Secure coding, testing and separate environments are steps of the development rules.',
    unlocks: ['A.8.26', 'A.8.27', 'A.8.28', 'A.8.29', 'A.8.31', 'A.8.33'],
  },
]
