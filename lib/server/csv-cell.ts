/** A value as RFC 4180 writes it. What a spreadsheet would take for a formula (OWASP, "CSV injection") is marked as text by an apostrophe. */
export function csvCell(value: string | null): string {
  const text = value ?? ''
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
