"""Full-text search that finds every Chinese query of one letter and more: an index of letters and pairs of letters.

`index.put` and `index.remove` belong in the transaction that changes the thing; `find.find` answers ids, the domain
shows them.
"""
