import { type ClientRequest, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server whose client is built anew now and then, told apart by a number. */
export type Deploys = {
  url: string
  /** From now on the server has this build. Behind several servers its worker may come from one that has it, and its page from one that has not. */
  deploy(build: { worker: string; page: string }): void
  /** Files whose address has this in it are gone, as those of the build before are, until a page of the present one is loaded. */
  takeAway(part: string): void
  close(): void
}

/** Stands in front of a server, and gives its page and its service worker the marks of builds. */
export async function openDeploys(serverUrl: string, first: string): Promise<Deploys> {
  const { hostname, port } = new URL(serverUrl)
  let build = { worker: first, page: first }
  let gone: string | undefined
  const isGone = (path: string): boolean => gone !== undefined && path.includes(gone)

  const asWorker = (code: string): string =>
    code
      .replace(/"version":"[^"]*"/, `"version":"${build.worker}"`)
      .replace(/"entry":"[^"]*"/, `"entry":"${build.worker}"`)
      .replace(
        /"files":(\[[^\]]*\])/,
        (_all, files: string) => `"files":${JSON.stringify((JSON.parse(files) as string[]).filter((file) => !isGone(file)))}`,
      )
  const asPage = (html: string): string => {
    gone = undefined
    return html.replace('<head>', `<head><meta name="build" content="${build.page}" />`)
  }

  const front = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    if (isGone(path)) return void outgoing.writeHead(404).end()
    const { 'if-none-match': _known, 'if-modified-since': _since, 'accept-encoding': _packed, ...headers } = incoming.headers
    const forward = request({ hostname, port, path, method: incoming.method, headers }, (answer) => {
      const isPage = answer.headers['content-type']?.startsWith('text/html')
      answerWith(outgoing, answer, path === '/service-worker.js' ? asWorker : isPage ? asPage : null)
    })
    endTogether(incoming, forward, outgoing)
  })
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    deploy: (next) => {
      build = next
    },
    takeAway: (part) => {
      gone = part
    },
    close() {
      front.closeAllConnections()
      front.close()
    },
  }
}

function answerWith(outgoing: ServerResponse, answer: IncomingMessage, change: ((text: string) => string) | null): void {
  if (change === null) {
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
    answer.pipe(outgoing)
    return
  }
  const { 'content-length': _length, ...headers } = answer.headers
  let text = ''
  answer.setEncoding('utf8')
  answer.on('data', (part: string) => {
    text += part
  })
  answer.on('end', () => outgoing.writeHead(answer.statusCode ?? 500, headers).end(change(text)))
}

function endTogether(incoming: IncomingMessage, forward: ClientRequest, outgoing: ServerResponse): void {
  incoming.pipe(forward)
  forward.on('error', () => outgoing.destroy())
  outgoing.on('close', () => forward.destroy())
}
