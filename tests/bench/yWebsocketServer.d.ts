declare module 'y-websocket-v2/bin/utils' {
  /** Serves one socket; the room is the path of the request. */
  export function setupWSConnection(socket: import('ws').WebSocket, request: import('node:http').IncomingMessage): void
}
