/** Saves a text as a file in the visitor's downloads. */
export function downloadText(fileName: string, text: string, type = 'text/plain;charset=utf-8'): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = fileName
  anchor.click()
  // The browser has taken the blob once the click has been handled; a revoke in the same turn would cancel it in some.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
