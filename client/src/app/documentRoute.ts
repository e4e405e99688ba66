/** Route id of the document page, for `getRouteApi`; its URL is `/documents/$documentId`. */
export const documentRouteId = '/app/documents/$documentId'
