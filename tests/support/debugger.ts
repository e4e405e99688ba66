/** A debugger at a server that was started with `--inspect`, for what cannot be seen from outside. */
export type Debugger = {
  /** Collects garbage, and answers what is left in the heap, in bytes. */
  heapInUse(): Promise<number>
  /** How many objects of a class are in the heap, by a snapshot of it. */
  instancesOf(className: string): Promise<number>
  /** The memory of the whole process, in bytes. */
  resident(): Promise<number>
  close(): void
}

type Answer = { id: number; result: { result?: { value: number } } }
type Chunk = { method: 'HeapProfiler.addHeapSnapshotChunk'; params: { chunk: string } }
type Snapshot = {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } }
  nodes: number[]
  strings: string[]
}

export async function openDebugger(port: number): Promise<Debugger> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { webSocketDebuggerUrl: string }[]
  if (!target) throw new Error('Nothing can be debugged there.')
  const socket = new WebSocket(target.webSocketDebuggerUrl)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = reject
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  let chunks: string[] = []
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(String(data)) as Answer | Chunk
    if (!('id' in message)) {
      if (message.method === 'HeapProfiler.addHeapSnapshotChunk') chunks.push(message.params.chunk)
      return
    }
    waiting.get(message.id)?.(message)
    waiting.delete(message.id)
  }
  let asked = 0
  const ask = (method: string, params = {}): Promise<Answer> =>
    new Promise((resolve) => {
      asked += 1
      waiting.set(asked, resolve)
      socket.send(JSON.stringify({ id: asked, method, params }))
    })
  const evaluate = async (expression: string): Promise<number> =>
    (await ask('Runtime.evaluate', { expression, returnByValue: true })).result.result?.value ?? Number.NaN
  return {
    async heapInUse() {
      await ask('HeapProfiler.collectGarbage')
      return evaluate('process.memoryUsage().heapUsed')
    },
    async instancesOf(className) {
      chunks = []
      await ask('HeapProfiler.takeHeapSnapshot')
      return countObjects(JSON.parse(chunks.join('')) as Snapshot, className)
    },
    resident: () => evaluate('process.memoryUsage().rss'),
    close: () => socket.close(),
  }
}

function countObjects({ snapshot: { meta }, nodes, strings }: Snapshot, className: string): number {
  const [type, name] = [meta.node_fields.indexOf('type'), meta.node_fields.indexOf('name')]
  const object = meta.node_types[0].indexOf('object')
  let count = 0
  for (let at = 0; at < nodes.length; at += meta.node_fields.length)
    if (nodes[at + type] === object && strings[nodes[at + name] ?? -1] === className) count++
  return count
}
