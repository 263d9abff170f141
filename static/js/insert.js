// Text put into a text area as if it had been typed, so that it can be undone: the event insert:text says what.
// `detail.from` and `detail.to` say what it replaces; else it is what is selected.
(() => {
  document.addEventListener('insert:text', (event) => {
    const area = event.target
    const { text, from, to } = event.detail
    area.focus()
    if (from !== undefined) area.setSelectionRange(from, to)
    if (document.execCommand(text ? 'insertText' : 'delete', false, text)) return
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end')
    area.dispatchEvent(new Event('input', { bubbles: true }))
  })
})()
