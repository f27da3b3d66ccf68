'use client'
import { useCopy } from './copy-text.ts'
import { IconButton } from './icon-button.tsx'

/** Copies a text and says so for two seconds, also to screen readers. */
export function CopyButton({ text, label = 'Copy', className }: { text: string; label?: string; className?: string }) {
  const { copied, copy } = useCopy()
  return (
    <>
      <IconButton
        icon={copied ? 'check' : 'copy'}
        label={copied ? 'Copied' : label}
        onClick={() => copy(text)}
        className={className}
      />
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </>
  )
}
