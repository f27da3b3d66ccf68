import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Icon } from './icon.tsx'
import { Status, type StatusKind } from './status.tsx'

const kinds: StatusKind[] = ['ok', 'warning', 'error', 'info', 'unknown', 'running', 'queued']

test('every state has another shape, not only another colour', () => {
  const shapes = kinds.map((kind) =>
    renderToStaticMarkup(<Status kind={kind}>x</Status>)
      .match(/ d="[^"]*"/g)
      ?.join(' '),
  )
  expect(new Set(shapes).size).toBe(kinds.length)
})

test('the word is text; the glyph beside it is not read a second time', () => {
  const markup = renderToStaticMarkup(<Status kind="error">Not responding</Status>)
  expect(markup).toContain('>Not responding<')
  expect(markup).toContain('aria-hidden="true"')
})

test('an object shows its state and its alarm', () => {
  const bare = renderToStaticMarkup(<Icon name="host" />)
  expect(renderToStaticMarkup(<Icon name="host" status="off" />)).toBe(bare)
  expect(renderToStaticMarkup(<Icon name="host" status="maintenance" />)).not.toBe(bare)
  expect(renderToStaticMarkup(<Icon name="host" alarm="error" label="Host with an alarm" />)).toContain('var(--danger)')
})
