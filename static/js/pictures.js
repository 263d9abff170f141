// Pictures that are pasted, dropped or chosen go to the site, and the line that shows them into the text.
(() => {
  const form = document.querySelector('form[data-pictures]')
  const area = form?.querySelector('#id_body')
  if (!area) return
  const state = form.querySelector('[data-state]')
  const choice = form.querySelector('[data-picture]')

  const refuse = (words) => {
    const place = form.querySelector('[data-trouble="refused"]')
    place.querySelector('span').textContent = words || ''
    place.hidden = !words
  }

  const bring = async (file) => {
    const body = new FormData()
    body.append('picture', file)
    body.append('csrfmiddlewaretoken', form.querySelector('[name="csrfmiddlewaretoken"]').value)
    if (form.dataset.idea) body.append('idea', form.dataset.idea)
    const answer = await fetch(form.dataset.pictures, { method: 'POST', body, redirect: 'error' })
    const said = await answer.json()
    if (!answer.ok) return refuse(said.message)
    const before = area.value.slice(0, area.selectionStart)
    const gap = !before || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
    area.dispatchEvent(new CustomEvent('insert:text', { bubbles: true, detail: { text: `${gap}${said.markdown}\n\n` } }))
  }

  const bringAll = async (files) => {
    refuse('')
    for (const file of files) {
      state.textContent = state.dataset.uploading
      try {
        await bring(file)
      } catch {
        // Signed out or cut off: the autosave says which, and the file is still where it came from.
        form.dispatchEvent(new Event('input', { bubbles: true }))
      }
    }
    if (state.textContent === state.dataset.uploading) state.textContent = ''
  }

  const picturesIn = (transfer) => [...(transfer?.files || [])].filter((file) => file.type.startsWith('image/'))

  area.addEventListener('paste', (event) => {
    const files = picturesIn(event.clipboardData)
    // A table from Excel comes as a picture too; its words are worth more.
    if (!files.length || event.clipboardData.getData('text/plain')) return
    event.preventDefault()
    bringAll(files)
  })
  area.addEventListener('pictures:bring', async (event) => {
    const { files, lost } = event.detail
    if (files.length) await bringAll(files)
    if (lost) refuse(form.dataset.picturesLost)
  })
  area.addEventListener('dragover', (event) => {
    if (![...event.dataTransfer.types].includes('Files')) return
    event.preventDefault()
    area.classList.add('is-target')
  })
  for (const name of ['dragleave', 'drop', 'dragend']) area.addEventListener(name, () => area.classList.remove('is-target'))
  area.addEventListener('drop', (event) => {
    const files = picturesIn(event.dataTransfer)
    if (!files.length) return
    event.preventDefault()
    bringAll(files)
  })
  choice.addEventListener('change', () => {
    bringAll([...choice.files])
    choice.value = ''
  })
})()
