import { useFetcher } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { SavedNote } from '#app/components/notices.tsx'
import { explanationName } from '#app/domain/report/section.ts'
import { type TemplateItem, isPrepared } from '#app/domain/report/template.ts'

const waitMs = 1500

/** What the section's action answers to a page that saves by itself. */
export interface AutosaveAnswer {
  saved?: { seen: number; savedAt: string }
  errors?: Record<string, string>
}

/**
 * Saves what was typed 1.5 seconds after the last key and on leaving a field, without taking the
 * cursor. Only changed fields go, each only when it can be read; one request at a time. Without
 * scripts it is the hidden field that says what the page has seen.
 */
export function Autosave({ items, seen }: { items: readonly TemplateItem[]; seen: number }) {
  const fetcher = useFetcher<AutosaveAnswer>()
  const marker = useRef<HTMLInputElement>(null)
  const sent = useRef<Record<string, string>>({})
  const [note, setNote] = useState('')
  const dirty = useRef(new Map<string, string>())
  const timer = useRef<ReturnType<typeof setTimeout>>()

  const save = useRef(() => Promise.resolve())
  save.current = async () => {
    clearTimeout(timer.current)
    const isReadable = await readerOf(items)
    const form = marker.current?.form
    if (!form || fetcher.state !== 'idle') return
    const ready = Object.fromEntries(
      [...dirty.current].filter(([name, value]) => isReadable(name, value)),
    )
    if (Object.keys(ready).length === 0) return
    sent.current = ready
    fetcher.submit(
      {
        ...ready,
        seen: marker.current?.value ?? '0',
        intent: 'autosave',
        idempotencyKey: crypto.randomUUID(),
      },
      { method: 'post' },
    )
  }

  useEffect(() => {
    const form = marker.current?.form
    if (!form) return
    const names = new Set(items.flatMap(({ itemCode }) => [itemCode, explanationName(itemCode)]))
    const typed = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return
      if (!names.has(target.name)) return
      dirty.current.set(target.name, target.value)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void save.current(), waitMs)
    }
    const left = () => void save.current()
    const leaving = () => clearTimeout(timer.current)
    form.addEventListener('input', typed)
    form.addEventListener('focusout', left)
    form.addEventListener('submit', leaving)
    return () => {
      clearTimeout(timer.current)
      form.removeEventListener('input', typed)
      form.removeEventListener('focusout', left)
      form.removeEventListener('submit', leaving)
    }
  }, [items])

  useEffect(() => {
    if (fetcher.state !== 'idle' || !fetcher.data) return
    const { saved, errors } = fetcher.data
    if (!saved) {
      setNote(errors ? 'Not saved yet: see the answers marked below.' : notSaved)
      return
    }
    if (marker.current) marker.current.value = String(saved.seen)
    for (const [name, value] of Object.entries(sent.current)) {
      if (dirty.current.get(name) === value) dirty.current.delete(name)
    }
    void readerOf(items).then((isReadable) => {
      const unread = [...dirty.current].filter(([name, value]) => !isReadable(name, value))
      setNote(
        `Saved ${timeOf(saved.savedAt)}${unread.length > 0 ? ', but one answer cannot be read yet' : ''}`,
      )
      if (dirty.current.size > unread.length) void save.current()
    })
  }, [fetcher.state, fetcher.data, items])

  return (
    <>
      <input type="hidden" name="seen" defaultValue={seen} key={seen} ref={marker} />
      <SavedNote>{fetcher.state === 'idle' ? note : 'Saving'}</SavedNote>
    </>
  )
}

const notSaved = 'Somebody else answered here too. Press Save to see both.'

/** Tells which fields can be read; what reads them is fetched once somebody types. */
async function readerOf(items: readonly TemplateItem[]) {
  const { answer } = await import('#app/domain/report/answers.ts')
  return (name: string, value: string): boolean => {
    const item = items.find(({ itemCode }) => itemCode === name)
    return !item || !isPrepared(item) || answer(item).safeParse(value).success
  }
}

function timeOf(iso: string): string {
  const time = new Date(iso).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' })
  return time.replace(/\sAM$/, ' a.m.').replace(/\sPM$/, ' p.m.')
}
