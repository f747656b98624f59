"""投屏: an agenda of large sheets for the wall, one claim each, stepped through by keyboard."""

from cityreport.ui import agenda, enter, meeting, selection, wall

enter("present")
chosen = selection.bar(unit_type=False)
shown = agenda.choose(chosen.month)
deck = meeting.deck_of(chosen.month, shown)
if wall.asked():
    if wall.show(deck):
        wall.leave()
else:
    wall.door(len(deck.slides))
    agenda.edit(chosen.month, deck)
