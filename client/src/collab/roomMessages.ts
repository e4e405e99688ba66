import { joinRefusals } from '@certloom/shared/collab/messages'
import { MessageType, type onMessageParameters } from '@hocuspocus/provider'

/** Why the server lets go of a room for what we wrote; joining with it again would send the same again. Other reasons pass by joining anew. */
export const finalReasons = new Set(['refused', 'not_allowed', 'not_yours', 'malformed', 'locked', 'size_limit'])

/** Y-protocols' number of "this is what I have", the message whose answer carries everything the server lacks. */
const syncStepOne = 0

export const isRefusal = (reason: string): reason is (typeof joinRefusals)[number] => joinRefusals.some((refusal) => refusal === reason)

export function isStepOne({ message }: onMessageParameters): boolean {
  message.readVarString()
  return message.readVarUint() === MessageType.Sync && Number(message.readVarUint()) === syncStepOne
}
