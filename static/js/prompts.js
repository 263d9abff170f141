// The questions of the chosen kind beside the editor, its opening in the empty text, and its headings on request.
(() => {
  const form = document.querySelector('form[data-editor]')
  const kind = form?.querySelector('[name="kind"]')
  const area = form?.querySelector('#id_body')
  if (!area) return

  const show = () => {
    const parts = [...form.querySelectorAll('[data-kind]')]
    const isOpen = parts.some((part) => part.open && !part.hidden)
    for (const part of parts) {
      part.hidden = part.dataset.kind !== kind.value
      part.open = isOpen
      if (!part.hidden) area.placeholder = part.dataset.opening
    }
  }

  form.addEventListener('click', (event) => {
    const button = event.target.closest('[data-template]')
    if (!button) return
    event.preventDefault()
    const end = area.value.trimEnd().length
    const text = (end ? '\n\n' : '') + button.dataset.template
    area.dispatchEvent(new CustomEvent('insert:text', { bubbles: true, detail: { text, from: end, to: area.value.length } }))
  })

  if (!kind) return
  kind.addEventListener('change', show)
  show()
})()
