import type { Connection, HookPayloadByName } from '@hocuspocus/server'
import type { Log } from '../log.ts'
import { JoinRefused } from './authenticate.ts'
import { MessageRefused } from './guard.ts'

/** The room is to stay in memory. Hocuspocus prints any message, so there is none. */
export class UnloadRefused extends Error {
  constructor() {
    super('')
  }
}

/** The message is not to be applied; its socket is closed already. */
class NotApplied extends Error {
  constructor() {
    super('')
  }
}

type Payload = { documentName: string; connection?: Connection }
type Parts = { log: Log; expel(wire: unknown): void }
type Answer = (payload: Payload, parts: Parts) => void

/** The client is told to come back in a moment. */
const refuseForNow: Answer = () => {
  throw new JoinRefused('unavailable')
}

/** The client comes back by itself, with everything that is not here, and asks again what was not answered. */
const comeBack: Answer = ({ connection }, { expel }) => expel(connection?.webSocket)

const comeBackWithIt: Answer = (payload, parts) => {
  comeBack(payload, parts)
  throw new NotApplied()
}

const goOn: Answer = () => {}

const stayLoaded: Answer = () => {
  throw new UnloadRefused()
}

/** What is done when a hook fails. Only hooks that stand here can be given to Hocuspocus. */
const answers = {
  onAuthenticate: refuseForNow,
  onLoadDocument: refuseForNow,
  connected: comeBack,
  beforeHandleMessage: comeBackWithIt,
  beforeSync: comeBackWithIt,
  beforeHandleAwareness: comeBackWithIt,
  afterHandleMessage: comeBack,
  onStateless: comeBack,
  onDisconnect: goOn,
  beforeUnloadDocument: stayLoaded,
  afterUnloadDocument: goOn,
} satisfies Partial<Record<keyof HookPayloadByName, Answer>>

type HookName = keyof typeof answers
export type Hooks = { [Name in HookName]: (payload: HookPayloadByName[Name]) => Promise<unknown> }

/**
 * The same hooks, whose faults reach nobody but who met them, and are logged. Hocuspocus closes the document on a socket that goes on, which its
 * client does not notice; forgets a room half-way; or leaves the rejection to the process, which ends. What a hook throws on purpose is passed on.
 */
export function containFaults(hooks: Hooks, parts: Parts): Hooks {
  const contained = Object.entries(hooks).map(([name, hook]) => [name, contain(name as HookName, hook as Hook, parts)])
  return Object.fromEntries(contained) as Hooks
}

type Hook = (payload: Payload) => Promise<unknown>

const contain =
  (name: HookName, hook: Hook, parts: Parts): Hook =>
  async (payload) => {
    try {
      return await hook(payload)
    } catch (error) {
      if (isMeant(error)) throw error
      parts.log.error({ err: error, hook: name, room: payload.documentName }, 'a hook of live documents failed')
      return answers[name](payload, parts)
    }
  }

const isMeant = (error: unknown): boolean =>
  error instanceof JoinRefused || error instanceof MessageRefused || error instanceof UnloadRefused
