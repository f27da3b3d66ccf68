'use client'
import { useEffect, useState } from 'react'

/** Puts text on the clipboard, also where the page came over plain HTTP and the browser hides its clipboard API. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  // Inside a dialog, focus is kept in the dialog: the helper must stand there too or it cannot be selected.
  const home = document.activeElement?.closest('[role="dialog"]') ?? document.body
  home.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (!done) throw new Error('The browser refused to copy. Select the text and copy it with the keyboard.')
}

/** `copied` is true for two seconds after a successful `copy(text)`. */
export function useCopy(): { copied: boolean; copy(text: string): void } {
  const [stamp, setStamp] = useState(0)
  useEffect(() => {
    if (!stamp) return
    const timer = setTimeout(() => setStamp(0), 2000)
    return () => clearTimeout(timer)
  }, [stamp])
  return {
    copied: stamp > 0,
    copy: (text) =>
      void copyText(text)
        .then(() => setStamp(Date.now()))
        .catch(() => undefined),
  }
}
