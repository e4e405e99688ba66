import { ownHeaders } from '../accounts/pageOwner.ts'
import { decodeProblem } from '../api/problems.ts'

type Sending = { address: string; form: FormData; onProgress: (share: number) => void; signal: AbortSignal }

/**
 * Sends a form with a file. By XMLHttpRequest, because `fetch` does not tell how much of it has left.
 * @param onProgress told the share of the bytes that have left, from 0 to 1
 * @returns what the server answered
 * @throws the server's problem; a `TypeError` as `fetch` would when it cannot be reached; the signal's reason when it is aborted
 */
export function sendFile({ address, form, onProgress, signal }: Sending): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.responseType = 'json'
    for (const [name, value] of Object.entries(ownHeaders())) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total)
    request.onload = () =>
      request.status === 201
        ? resolve(request.response)
        : reject(decodeProblem(request.response) ?? new Error('The answer is no problem of ours.'))
    request.onerror = () => reject(new TypeError('network error'))
    request.onabort = () => reject(signal.reason)
    signal.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}
