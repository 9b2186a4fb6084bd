"""Check-ins 打卡 in groups: a campaign, one mark a day, streaks."""
