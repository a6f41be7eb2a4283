/** RFC 3986: everything but unreserved characters is escaped (encodeURIComponent leaves five more alone). */
export function encodeText(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
