/// <reference types="vite/client" />

declare module 'virtual:contract' {
  /** The REST contract without its schemas at run time, with all of its types at compile time. */
  export const contract: typeof import('@certloom/shared/contract').contract
}
