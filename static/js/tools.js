// What a toolbar has besides the marks of its element: keys (data-key), headings and tables (data-tool),
// and a button that stands for a file field (data-chooses).
(() => {
  const put = (area, detail) => area.dispatchEvent(new CustomEvent('insert:text', { bubbles: true, detail }))
  const areaOf = (toolbar) => document.getElementById(toolbar.getAttribute('for'))

  const heading = (area) => {
    const from = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1
    const found = /^#{1,6} /.exec(area.value.slice(from))
    put(area, { text: found ? '' : '## ', from, to: from + (found ? found[0].length : 0) })
  }

  const table = (area, button) => {
    const before = area.value.slice(0, area.selectionStart)
    const gap = !before || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
    const word = button.dataset.heading
    // The first heading is selected, to be typed over; what follows the table is no row of it.
    const start = area.selectionStart + gap.length + 2
    put(area, { text: `${gap}| ${word} | ${word} |\n| --- | --- |\n|  |  |\n|  |  |\n\n` })
    area.setSelectionRange(start, start + word.length)
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-tool]')
    const area = button && areaOf(button.closest('markdown-toolbar'))
    if (area) (button.dataset.tool === 'table' ? table : heading)(area, button)
    const chooses = event.target.closest('[data-chooses]')
    if (chooses) document.getElementById(chooses.dataset.chooses)?.click()
  })

  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || !event.target.matches('textarea[id]')) return
    const toolbar = document.querySelector(`markdown-toolbar[for="${CSS.escape(event.target.id)}"]`)
    // A figure's key is told by its place: with Shift it types another mark.
    const key = event.code.startsWith('Digit') ? event.code.slice(5) : event.key.toLowerCase()
    const button = toolbar?.querySelector(`[data-key="${CSS.escape(key)}"]`)
    const asks = button?.getAttribute('aria-keyshortcuts') || ''
    if (!button || asks.includes('Shift') !== event.shiftKey || asks.includes('Alt') !== event.altKey) return
    event.preventDefault()
    button.click()
  })
})()
